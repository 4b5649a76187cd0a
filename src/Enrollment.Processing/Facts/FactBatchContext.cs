using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>The data that a batch of facts is decided on, read in one round trip.</summary>
internal sealed record FactBatchContext(
    IReadOnlyList<LearnerDocument> Learners,
    IReadOnlyList<LearnerIdentity> Identities,
    IReadOnlyList<Rule> Rules,
    NightlySchedulerState? Ledger
)
{
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
        var state = facts.Any(fact => fact is CompletionReceived)
            ? batch.Load<NightlySchedulerState>(NightlySchedulerState.DocumentId)
            : Task.FromResult<NightlySchedulerState?>(null);
        await batch.Execute();
        return new FactBatchContext(
            await learners,
            await identities,
            [.. (await rules).Select(document => document.Saved.Rule)],
            await state
        );
    }

    private static string[] Ids(IEnumerable<FactReceived> facts) => [.. facts.Select(fact => fact.Learner.Value).Distinct()];

    private static Task<IReadOnlyList<T>> Any<T>(
        IEnumerable<LearnerFactReceived> facts,
        Func<LearnerFactReceived[], Task<IReadOnlyList<T>>> read
    ) => facts.ToArray() is { Length: > 0 } some ? read(some) : Task.FromResult<IReadOnlyList<T>>([]);
}
