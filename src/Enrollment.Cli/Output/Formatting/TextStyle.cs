namespace Enrollment.Cli.Output.Formatting;

/// <summary>The style of a part of a text on a terminal.</summary>
internal enum TextStyle
{
    None,
    Bold,
    Grey,
    Red,
    Green,
    Yellow,
    Blue,
    Olive,
}
