using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>What some facts are judged on, read in one round trip.</summary>
internal sealed record FactBatchContext(
    IReadOnlyList<LearnerDocument> Learners,
    IReadOnlyList<LearnerIdentity> Identities,
    IReadOnlyList<Rule> Rules,
    NightlySchedulerState? Ledger
)
{
    public static async Task<FactBatchContext> Of(IDocumentSession session, IReadOnlyList<PersonFact> facts)
    {
        var told = facts.OfType<PersonFact.Told>().ToArray();
        var batch = session.CreateBatchQuery();
        var learners = Any(told, all => batch.LoadMany<LearnerDocument>().ByIdList(Ids(all)));
        var identities = Any(
            told.Where(fact => fact.Naming is not null),
            naming => batch.LoadMany<LearnerIdentity>().ByIdList(Ids(naming))
        );
        var rules = Any(told.Where(fact => ImmediateEffect.IsPossibleFor(fact.Fact)), _ => batch.Query<RuleDocument>().ToList());
        var ledger = facts.Any(fact => fact is PersonFact.Completion)
            ? batch.Load<NightlySchedulerState>(NightlySchedulerState.DocumentId)
            : Task.FromResult<NightlySchedulerState?>(null);
        await batch.Execute();
        return new FactBatchContext(
            await learners,
            await identities,
            [.. (await rules).Select(document => document.Saved.Rule)],
            await ledger
        );
    }

    private static string[] Ids(IEnumerable<PersonFact> facts) => [.. facts.Select(fact => fact.Learner.Value).Distinct()];

    private static Task<IReadOnlyList<T>> Any<T>(
        IEnumerable<PersonFact.Told> facts,
        Func<PersonFact.Told[], Task<IReadOnlyList<T>>> read
    ) => facts.ToArray() is { Length: > 0 } some ? read(some) : Task.FromResult<IReadOnlyList<T>>([]);
}
