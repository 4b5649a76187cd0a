namespace Enrollment.Cli.Output.Formatting;

/// <summary>Text that may be shown as it is, and its style.</summary>
internal readonly record struct StyledSpan(string Text, TextStyle Style);
