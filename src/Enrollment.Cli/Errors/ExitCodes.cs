namespace Enrollment.Cli.Errors;

/// <summary>What a command ends with; docs/enrollctl.md has them for its users.</summary>
internal static class ExitCodes
{
    /// <summary>It could not do its work, or what it looked at is not as it should be.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting cannot be used: nothing was tried.</summary>
    public const int Unusable = 2;

    /// <summary>Ctrl+C.</summary>
    public const int Interrupted = 130;
}
