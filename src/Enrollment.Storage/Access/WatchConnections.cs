using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>A few connections for those who look whether work goes on: while it stands still, it may have taken all of its own.</summary>
public sealed class WatchConnections : IAsyncDisposable
{
    private const int Most = 4;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);

    private readonly NpgsqlDataSource _source;

    public WatchConnections(EnrollmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new NpgsqlConnectionStringBuilder(PostgresConnection.Complete(options.Postgres))
        {
            MaxPoolSize = Most,
            MinPoolSize = 0,
            CommandTimeout = (int)LongestAnswer.TotalSeconds,
        };
        // Shorter than the answer: the server says then that it was a lock.
        settings.Options = $"{settings.Options} -c lock_timeout={LongestAnswer.TotalMilliseconds / 2:0}".Trim();
        _source = NpgsqlDataSource.Create(settings);
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
