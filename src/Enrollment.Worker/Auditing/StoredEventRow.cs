using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Enrollment.Worker.Queries;
using Enrollment.Worker.Storage;
using Npgsql;

namespace Enrollment.Worker.Auditing;

/// <summary>An event as the database holds it, column by column; what is hashed is what is stored.</summary>
internal sealed record StoredEventRow(
    long Sequence, Guid Id, string Stream, long Version, string Type, string Data, DateTime RecordedAt, string? DotNetType, string? CorrelationId, string? CausationId, bool IsArchived)
{
    /// <summary>The columns <see cref="Read"/> reads, of the table named <c>e</c>. The text of <c>jsonb</c> is always the same for the same content.</summary>
    public const string Columns = "e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, e.mt_dotnet_type, e.correlation_id, e.causation_id, coalesce(e.is_archived, false)";

    public const string Table = $"{MartenSetup.Schema}.mt_events";

    /// <summary>The number of columns.</summary>
    public const int Width = 11;

    public static StoredEventRow Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetString(5), row.GetDateTime(6).ToUniversalTime(),
        row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9), row.GetBoolean(10));

    /// <summary>SHA-256 over every column, each with its length in front: no two different rows give the same bytes.</summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Sequence);
        Add(hash, Version);
        Add(hash, RecordedAt.Ticks);
        Add(hash, IsArchived ? 1 : 0);
        foreach (var text in new[] { Id.ToString("N"), Stream, Type, Data, DotNetType, CorrelationId, CausationId })
            Add(hash, text);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Add(hash, bytes?.Length ?? -1);
        hash.AppendData(bytes ?? []);
    }
}
