using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Enrollment.Worker.Tests.Auditing;

/// <summary>
/// What was chained once must be verifiable by every later version: the hash is computed here once more, by nothing but its description in
/// docs/auditing.md.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class When_events_are_chained
{
    private const string Rows = """
        select e.seq_id, e.version, e.timestamp, coalesce(e.is_archived, false), e.id, e.stream_id, e.type, e.data::text,
            e.mt_dotnet_type, e.correlation_id, e.causation_id, c.hash
        from enrollment.mt_events e join enrollment.audit_chain c using (seq_id)
        """;

    private TamperedRecord _record = null!;

    [OneTimeSetUp]
    public async Task Live() => _record = await TamperedRecord.Begin();

    [OneTimeTearDown]
    public async Task Stop() => await _record.DisposeAsync();

    [TestCase("", Description = "As they are.")]
    [TestCase(
        "update enrollment.mt_events set timestamp = '-infinity', data = '{}' where stream_id = 'learner/ada'",
        Description = "As tombstones are."
    )]
    [TestCase(
        "update enrollment.mt_events set is_archived = true, correlation_id = 'Ünï', causation_id = ''",
        Description = "With what is seldom there."
    )]
    public async Task Should_hash_every_column(string forgery)
    {
        var hashes = await _record.ReadChainedAgain(
            forgery,
            Rows,
            row => (Expected: Hash(row), Chained: Convert.ToHexString(row.GetFieldValue<byte[]>(11)))
        );

        hashes.Should().HaveCountGreaterThan(5).And.OnlyContain(hash => hash.Expected == hash.Chained);
    }

    private static string Hash(NpgsqlDataReader row)
    {
        var bytes = new List<byte>();
        foreach (
            var number in new[] { row.GetInt64(0), row.GetInt64(1), row.GetDateTime(2).ToUniversalTime().Ticks, row.GetBoolean(3) ? 1 : 0 }
        )
            bytes.AddRange(Bytes(number));
        foreach (
            var text in Enumerable
                .Range(4, 7)
                .Select(column =>
                    row.IsDBNull(column) ? null
                    : column == 4 ? row.GetGuid(4).ToString("N")
                    : row.GetString(column)
                )
        )
        {
            var content = Encoding.UTF8.GetBytes(text ?? "");
            bytes.AddRange([.. Bytes(text is null ? -1 : content.Length), .. content]);
        }

        return Convert.ToHexString(SHA256.HashData([.. bytes]));
    }

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
