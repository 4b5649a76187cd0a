using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Preview;

/// <summary>Compares the same run without and with a save, page by page, for every learner whom either of them evaluates.</summary>
internal sealed class NightComparison(IDocumentStore store, Rule rule, DateOnly night, DryRunNight without, DryRunNight with, int names)
{
    private const int PageSize = 2000;

    private readonly HashSet<string> _activities =
    [
        rule.ActivityId.Value,
        .. without
            .Rules.Changes.Concat(with.Rules.Changes)
            .Where(change => change.Now.Rule.Id == rule.Id)
            .SelectMany(change => change.Activities),
    ];

    public PreviewCounts Counts { get; private set; } = PreviewCounts.None;

    public List<PreviewedEnrollment> Named { get; } = [];

    public List<string> Undecided { get; } = [];

    public async Task RunAsync(Action<long, long> progress, CancellationToken cancellationToken)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await foreach (var (page, total) in PreviewCandidates.Pages(store, without, with, PageSize, cancellationToken))
        {
            // Both use one snapshot, so that a fact that arrives in between is in neither. The snapshot ends with the page, so that a long
            // preview does not block vacuum.
            await using var transaction = await connection.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead,
                cancellationToken
            );
            await CompareAsync(
                page,
                () => store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction)),
                cancellationToken
            );
            Counts = Counts with { LookedAt = Counts.LookedAt + page.Count };
            progress(Counts.LookedAt, total);
        }
    }

    private async Task CompareAsync(IReadOnlyList<PreviewCandidate> page, Func<IDocumentSession> open, CancellationToken cancellationToken)
    {
        await EvaluateAsync(without, page.Where(candidate => candidate.Without), open, cancellationToken);
        await EvaluateAsync(with, page.Where(candidate => candidate.With), open, cancellationToken);
        await using var session = open();
        var known = await EnrollmentTable.GetKeysAsync(session, [.. page.Select(candidate => candidate.Learner.Value)], cancellationToken);
        var stored = await session.LoadIndividuallyAsync([.. known.Where(IsConcerned)], cancellationToken);
        foreach (var key in known.Concat(without.Evaluated).Concat(with.Evaluated).Where(IsConcerned).Distinct())
            Count(key, known.Contains(key) ? stored : _ => StoredEnrollment.None);
        Count(with.Undecided.Where(undecided => undecided.Rule == rule.Id).Select(undecided => undecided.Learner.Value).ToArray());
        Counts = Counts with
        {
            Failed = Counts.Failed + with.Failed,
            DueWithoutHireDate = Counts.DueWithoutHireDate + with.DueWithoutHireDate.Count(entry => entry.Rule == rule.Id),
        };
    }

    private static async Task EvaluateAsync(
        DryRunNight dryRun,
        IEnumerable<PreviewCandidate> candidates,
        Func<IDocumentSession> open,
        CancellationToken cancellationToken
    )
    {
        await using var session = open();
        await dryRun.EvaluateAsync(session, [.. candidates.Select(candidate => candidate.Learner)], cancellationToken);
    }

    private bool IsConcerned(EnrollmentKey key) => _activities.Contains(key.Activity.Value);

    private void Count(EnrollmentKey key, Func<EnrollmentKey, StoredEnrollment> stored)
    {
        PreviewedEnrollment previewed;
        try
        {
            var before = stored(key).State;
            previewed = PreviewedEnrollment.Of(key, before, without.After(key, before), with.After(key, before), night);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // The evaluation has counted it as failed, as in the night.
            return;
        }

        Counts = Counts.With(previewed);
        if (Named.Count < names && (previewed.Effect is not (PreviewedEffect.Nothing or PreviewedEffect.Ended) || previewed.ChangesAnyway))
            Named.Add(previewed);
    }

    private void Count(string[] undecided)
    {
        Counts = Counts with { Undecided = Counts.Undecided + undecided.Length };
        Undecided.AddRange(undecided.Take(names - Undecided.Count));
    }
}
