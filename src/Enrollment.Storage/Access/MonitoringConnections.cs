using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>Connections for monitoring. Work that has stopped may hold all connections of the other pool.</summary>
public sealed class MonitoringConnections : IAsyncDisposable
{
    private const int MaxConnections = 4;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly NpgsqlDataSource _source;

    public MonitoringConnections(EnrollmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new NpgsqlConnectionStringBuilder(PostgresConnection.Complete(options.Postgres))
        {
            MaxPoolSize = MaxConnections,
            MinPoolSize = 0,
            CommandTimeout = (int)Timeout.TotalSeconds,
        };
        // Shorter than the command timeout, so that the server names a lock as the cause.
        settings.Options = $"{settings.Options} -c lock_timeout={Timeout.TotalMilliseconds / 2:0}".Trim();
        _source = NpgsqlDataSource.Create(settings);
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
