namespace Enrollment.Cli.Errors;

/// <summary>The exit codes of commands, as documented in docs/enrollctl.md.</summary>
internal static class ExitCodes
{
    /// <summary>The command failed, or it found a problem.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is invalid. Nothing was tried.</summary>
    public const int Unusable = 2;

    /// <summary>A fact was sent, and nothing has become of it in time.</summary>
    public const int Pending = 3;

    /// <summary>Ctrl+C.</summary>
    public const int Interrupted = 130;
}
