namespace Enrollment.Cli.Output;

/// <summary>How a part of a phrase looks on a terminal.</summary>
internal enum Style
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
