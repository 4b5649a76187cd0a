# shellcheck shell=bash
# The .NET SDK, which the scripts ask for but never install.

# Bare machines have no ICU, and the programs here run without it anyway. No build process may outlive the script that started it.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

dotnet_required() {
  local wanted
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
  command -v dotnet >/dev/null || { fail "the .NET SDK $wanted or later is missing: see https://dotnet.microsoft.com/download"; return 1; }
  dotnet --version >/dev/null 2>&1 && return
  fail "the .NET SDK $wanted or later is needed, but here are only: $(dotnet --list-sdks | cut -d ' ' -f 1 | xargs)"
}

# dotnet_boundary FOLDER keeps this checkout's settings from earlier commits that are built in the folder: MSBuild takes the first file of
# this name that it finds above a project.
dotnet_boundary() {
  echo '<Project />' >"$1/Directory.Build.targets"
}

# dotnet_build [PROJECT]
dotnet_build() {
  local what=${1:-Enrollment.sln}
  say "building $what (Release)"
  dotnet build "$what" -c Release -v quiet -nologo -consoleLoggerParameters:NoSummary 1>&2
}
