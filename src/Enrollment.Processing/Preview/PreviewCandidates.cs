using System.Runtime.CompilerServices;
using Enrollment.Domain;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
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
        NightlyRules without,
        NightlyRules with,
        int size,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Both, connection);
        command.Parameters.AddRange(Candidates.Parameters(without));
        command.Parameters.AddRange(Candidates.Parameters(with, "with_"));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (page, total) = (new List<PreviewCandidate>(size), 0L);
        while (await rows.ReadAsync(cancellationToken))
        {
            page.Add(new(new LearnerId(rows.GetString(0)), rows.GetBoolean(1), rows.GetBoolean(2)));
            total = rows.GetInt64(3);
            if (page.Count < size)
                continue;
            yield return (page, total);
            page = new(size);
        }

        if (page.Count > 0)
            yield return (page, total);
    }
}
