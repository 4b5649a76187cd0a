using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Rules;

/// <summary>The rules in force.</summary>
internal static class RuleBook
{
    /// <summary>The rules of a run: those saved up to its instant (semantics 4).</summary>
    public static async Task<IReadOnlyList<RuleSaved>> RulesUpTo(
        this IDocumentSession session,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    )
    {
        var rules = new List<RuleSaved>();
        foreach (var document in await session.Query<RuleDocument>().ToListAsync(cancellationToken))
        {
            var saved =
                document.LatestOccurredAt <= instant ? document.Saved : await InForce(session, document, instant, cancellationToken);
            if (saved is not null)
                rules.Add(saved);
        }

        return rules;
    }

    /// <summary>The rules that a run compares with its own: those of the last earlier run with a finished batch.</summary>
    public static async Task<NightlyRules?> FindRulesOfLastBatchAsync(
        this IDocumentSession session,
        DateOnly before,
        CancellationToken cancellationToken
    )
    {
        var earlier = await session
            .Query<NightlyRules>()
            .Where(rules => rules.BusinessDate < before)
            .OrderByDescending(rules => rules.BusinessDate)
            .ToListAsync(cancellationToken);
        foreach (var rules in earlier)
            if (
                await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(rules.BusinessDate), cancellationToken) is { IsBatchDone: true }
            )
                return rules;
        return null;
    }

    private static async Task<RuleSaved?> InForce(
        IDocumentSession session,
        RuleDocument document,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    )
    {
        var events = await session.Events.FetchStreamAsync(StreamKeys.Of(document.Saved.Rule.Id), token: cancellationToken);
        return events.Select(recorded => recorded.Data).OfType<RuleSaved>().InForce(instant);
    }
}
