namespace Enrollment.Cli.Output;

/// <summary>Text that may be shown as it is, and its style.</summary>
internal readonly record struct Span(string Text, Style Style);
