using System.Runtime.CompilerServices;
using Enrollment.Domain;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Processing.Preview;

/// <summary>A learner whom the run evaluates without the save, with it, or both.</summary>
internal sealed record PreviewCandidate(LearnerId Learner, bool Without, bool With);

/// <summary>Reads the candidates page by page from one result, so that they are never all in memory.</summary>
internal static class PreviewCandidates
{
    private static readonly string Both = $"""
        select learner_id, bool_or(without_it), bool_or(with_it), count(*) over () from (
          select learner_id, true as without_it, false as with_it from ({Candidates.Sql}) without
          union all select learner_id, false, true from ({Candidates.Sql.Replace(
            "@",
            "@with_",
            StringComparison.Ordinal
        )}) having_it) candidate
        group by learner_id order by learner_id
        """;

    public static async IAsyncEnumerable<(IReadOnlyList<PreviewCandidate> Page, long Total)> Pages(
        IDocumentStore store,
        DryRunNight without,
        DryRunNight with,
        int size,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        var rows = Sql.StreamAsync(
            connection,
            Both,
            row => (Candidate: Read(row), Total: row.GetInt64(3)),
            cancellationToken,
            [.. Candidates.Parameters(without.Rules, without.Orders), .. Candidates.Parameters(with.Rules, with.Orders, "with_")]
        );
        var (page, total) = (new List<PreviewCandidate>(size), 0L);
        await foreach (var row in rows)
        {
            page.Add(row.Candidate);
            total = row.Total;
            if (page.Count < size)
                continue;
            yield return (page, total);
            page = new(size);
        }

        if (page.Count > 0)
            yield return (page, total);
    }

    private static PreviewCandidate Read(NpgsqlDataReader row) =>
        new(new LearnerId(row.GetString(0)), row.GetBoolean(1), row.GetBoolean(2));
}
