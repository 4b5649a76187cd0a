namespace Enrollment.Cli;

/// <summary>Which servers a command needs.</summary>
[Flags]
internal enum Uses
{
    None = 0,
    Database = 1,
    Broker = 2,
    Both = Database | Broker,
}
