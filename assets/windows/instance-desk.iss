; The installer for Windows: for the user who runs it, without administrator rights.
;
; Inno Setup, not WiX: it installs for one user without tricks, speaks Russian and English out of the box, closes a running
; program before it replaces it, knows arm64, and the runner that builds it has it. Only that runner can compile this file:
;   iscc /DVersion=0.1.0 /DArch=x64 /DProgram=C:\path\instance-desk.exe /DIcon=C:\path\instance-desk.ico instance-desk.iss
; Arch is x64 or arm64. The result stands beside this file in Output.
#ifndef Version
  #error Version, Arch, Program and Icon must be given
#endif

[Setup]
; Never changes: by it the next version finds this one.
AppId={{1911327F-A666-4794-AEF7-3823CCB4A8CE}
AppName=Instance Desk
AppVersion={#Version}
AppPublisher=The maintainers of Instance Desk
VersionInfoVersion={#Version}
PrivilegesRequired=lowest
DefaultDirName={autopf}\Instance Desk
DisableProgramGroupPage=yes
DisableDirPage=auto
#if Arch == "arm64"
ArchitecturesAllowed=arm64
ArchitecturesInstallIn64BitMode=arm64
#else
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
#endif
MinVersion=10.0.17763
OutputBaseFilename=instance-desk-{#Version}-windows-{#Arch}-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\instance-desk.exe
UninstallDisplayName=Instance Desk
WizardStyle=modern
Compression=lzma2
SolidCompression=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Program}"; DestDir: "{app}"; DestName: "instance-desk.exe"; Flags: ignoreversion
Source: "..\..\LICENSE-MIT"; DestDir: "{app}"
Source: "..\..\LICENSE-APACHE"; DestDir: "{app}"
Source: "..\fonts\OFL-*.txt"; DestDir: "{app}"

[Icons]
Name: "{autoprograms}\Instance Desk"; Filename: "{app}\instance-desk.exe"
Name: "{autodesktop}\Instance Desk"; Filename: "{app}\instance-desk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\instance-desk.exe"; Description: "{cm:LaunchProgram,Instance Desk}"; Flags: nowait postinstall skipifsilent

; Uninstalling takes away what was installed. Settings, saved copies, the journal and the tokens are the user's own and stay;
; the user guide says where they are.
