#!/usr/bin/env python3
"""Makes right_to_left.ttf, a font of boxes for the letters of Hebrew and Arabic. Needs fontTools.

The program takes fonts for these scripts from the system; tests do without system fonts. Letters without a font are not
shaped as a run of their own, so tests of right-to-left texts need one.
"""
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def box(width):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in [(50, 600), (width - 50, 600), (width - 50, 0)]:
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


letters = [*range(0x05D0, 0x05EB), *range(0x0621, 0x064B)]
widths = {".notdef": 500, **{f"uni{letter:04X}": 400 + 7 * (letter % 32) for letter in letters}}
font = FontBuilder(1000, isTTF=True)
font.setupGlyphOrder(list(widths))
font.setupCharacterMap({letter: f"uni{letter:04X}" for letter in letters})
font.setupGlyf({name: box(width) for name, width in widths.items()})
font.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
font.setupHorizontalHeader(ascent=900, descent=-250)
font.setupOS2(sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250)
font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
font.setupPost(keepGlyphNames=False)
font.font["head"].created = font.font["head"].modified = 0
font.font.recalcTimestamp = False
font.save("right_to_left.ttf")
