using System.Diagnostics;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Benchmark.Auditing;

/// <summary>How fast the database gives the events away: binary COPY of every column that is verified, read and discarded.</summary>
internal sealed class EventCopy(NpgsqlDataSource source)
{
    public const string Table = $"{DatabaseSchema.Name}.mt_events";

    private const string Copy = $"""
        copy (select seq_id, id, stream_id, version, type, data::text, timestamp, mt_dotnet_type, correlation_id, causation_id,
            coalesce(is_archived, false) from {Table})
        to stdout (format binary)
        """;

    private readonly byte[] _buffer = new byte[128 * 1024];

    public async Task<double> SecondsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var elapsed = Stopwatch.StartNew();
        await using var copy = await connection.BeginRawBinaryCopyAsync(Copy, cancellationToken);
        while (await copy.ReadAsync(_buffer, cancellationToken) > 0) { }

        return elapsed.Elapsed.TotalSeconds;
    }
}
