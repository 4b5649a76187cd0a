namespace Enrollment.Cli.Output.Formatting;

/// <summary>How a part of a phrase looks on a terminal.</summary>
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
