using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Rules;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Decisions;

/// <summary>How many learners an order of retraining concerns (semantics 12).</summary>
/// <param name="Audience">The learners in its audience.</param>
/// <param name="Concerned">Those of them for whom a rule for the activity matches.</param>
public sealed record RetrainingCount(long Audience, long Concerned)
{
    private const string Learners = $"""
        select data from {DatabaseSchema.Name}.mt_doc_learner
        where @everybody or id = any(@users) or id in (select learner_id from {OwnTables.LearnerGroup} where group_id = any(@groups))
        """;

    /// <param name="session">Reads learners and rules.</param>
    /// <param name="orders">Orders for one activity, whose audiences are counted together.</param>
    /// <param name="now">The learners as of this instant.</param>
    /// <param name="night">The rules on this date.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<RetrainingCount> LoadAsync(
        IQuerySession session,
        IReadOnlyList<RetrainingOrder> orders,
        DateTimeOffset now,
        DateOnly night,
        CancellationToken cancellationToken
    )
    {
        var rules = await GetRulesAsync(session, orders[0].ActivityId, cancellationToken);
        var serializer = session.DocumentStore.Options.Serializer();
        var (audience, concerned) = (0L, 0L);
        await foreach (
            var document in Sql.StreamAsync(
                session.Connection!,
                Learners,
                row => serializer.FromJson<LearnerDocument>(row, 0),
                cancellationToken,
                Parameters(orders)
            )
        )
        {
            var learner = document.Learner.At(now);
            if (!orders.Any(order => order.Audience.Includes(learner)))
                continue;
            audience++;
            if (rules.Any(rule => rule.Judge(learner, night) is Verdict.Matches))
                concerned++;
        }

        return new RetrainingCount(audience, concerned);
    }

    private static async Task<IReadOnlyList<Rule>> GetRulesAsync(
        IQuerySession session,
        ActivityId activity,
        CancellationToken cancellationToken
    )
    {
        var documents = await session.Query<RuleDocument>().ToListAsync(cancellationToken);
        return [.. documents.Select(document => document.Saved.Rule).Where(rule => rule.ActivityId == activity)];
    }

    private static NpgsqlParameter[] Parameters(IReadOnlyList<RetrainingOrder> orders)
    {
        var audiences = orders.Select(order => order.Audience).ToArray();
        return
        [
            new("everybody", audiences.Any(audience => audience is OrderAudience.EntireCompany)),
            Sql.Texts("users", audiences.OfType<OrderAudience.Learners>().SelectMany(audience => audience.Ids).Select(id => id.Value)),
            Sql.Texts("groups", audiences.OfType<OrderAudience.Groups>().SelectMany(audience => audience.Ids).Select(id => id.Value)),
        ];
    }
}
