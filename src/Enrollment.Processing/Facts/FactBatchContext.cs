using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>The data that a batch of facts is decided on, read in one round trip.</summary>
/// <param name="Learners">The learners of facts about learners, as far as they are known.</param>
/// <param name="Identities">Their names and addresses, where a fact has some.</param>
/// <param name="Rules">The rules in force, where a join can take effect at once.</param>
/// <param name="Counting">For each completed activity, those whose rules ever counted its completions (semantics 11).</param>
/// <param name="Ledger">The state of the schedule, where something can take effect at once.</param>
internal sealed record FactBatchContext(
    IReadOnlyList<LearnerDocument> Learners,
    IReadOnlyList<LearnerIdentity> Identities,
    IReadOnlyList<Rule> Rules,
    ILookup<ActivityId, ActivityId> Counting,
    NightlySchedulerState? Ledger
)
{
    /// <summary>The date of the last finished run.</summary>
    public DateOnly RolledOverTo => Ledger?.RolledOverTo ?? DateOnly.MinValue;

    /// <summary>The date of the last finished run, where an earlier version of the semantics can have decided an enrollment last.</summary>
    public DateOnly? AdoptsAfter => Ledger is { IsUpgrading: true } ? RolledOverTo : null;

    public static async Task<FactBatchContext> LoadAsync(IDocumentSession session, IReadOnlyList<FactReceived> facts)
    {
        var learnerFacts = facts.OfType<LearnerFactReceived>().ToArray();
        var batch = session.CreateBatchQuery();
        var learners = Any(learnerFacts, all => batch.LoadMany<LearnerDocument>().ByIdList(Ids(all)));
        var identities = Any(
            learnerFacts.Where(fact => fact.Identity is not null),
            changes => batch.LoadMany<LearnerIdentity>().ByIdList(Ids(changes))
        );
        var rules = Any(learnerFacts.Where(fact => ImmediateEffect.IsPossibleFor(fact.Fact)), _ => batch.Query<RuleDocument>().ToList());
        var counting = CountingRules.GetAsync(batch, CompletedIn(facts));
        var state = facts.Any(fact => fact is not LearnerFactReceived joined || ImmediateEffect.IsPossibleFor(joined.Fact))
            ? batch.Load<NightlySchedulerState>(NightlySchedulerState.DocumentId)
            : Task.FromResult<NightlySchedulerState?>(null);
        await batch.Execute();
        return new FactBatchContext(
            await learners,
            await identities,
            [.. (await rules).Select(document => document.Saved.Rule)],
            await counting,
            await state
        );
    }

    /// <summary>The activities that were completed, or whose completions are revoked.</summary>
    private static IEnumerable<ActivityId> CompletedIn(IReadOnlyList<FactReceived> facts) =>
        facts
            .Select(fact =>
                fact switch
                {
                    CompletionReceived completion => completion.Activity,
                    DecisionReceived { Fact: Contracts.CompletionRevoked } revocation => revocation.Activity,
                    _ => (ActivityId?)null,
                }
            )
            .OfType<ActivityId>();

    private static string[] Ids(IEnumerable<FactReceived> facts) => [.. facts.Select(fact => fact.Learner.Value).Distinct()];

    private static Task<IReadOnlyList<T>> Any<T>(
        IEnumerable<LearnerFactReceived> facts,
        Func<LearnerFactReceived[], Task<IReadOnlyList<T>>> read
    ) => facts.ToArray() is { Length: > 0 } some ? read(some) : Task.FromResult<IReadOnlyList<T>>([]);
}
