namespace Enrollment.Cli.Servers;

/// <summary>Which servers a command needs.</summary>
[Flags]
internal enum RequiredServers
{
    None = 0,
    Database = 1,
    Broker = 2,
    Both = Database | Broker,
}
