using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Preview;

/// <summary>The same night without and with a save, page by page over everybody either of them would look at.</summary>
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

    public async Task Run(Action<long, long> progress, CancellationToken cancellationToken)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await foreach (var (page, total) in PreviewCandidates.Pages(store, without.Rules, with.Rules, PageSize, cancellationToken))
        {
            // One snapshot for both: a fact that comes in between is in neither. It ends with the page, so that nothing waits for a long
            // preview.
            await using var transaction = await connection.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead,
                cancellationToken
            );
            await Compare(
                page,
                () => store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction)),
                cancellationToken
            );
            Counts = Counts with { LookedAt = Counts.LookedAt + page.Count };
            progress(Counts.LookedAt, total);
        }
    }

    private async Task Compare(IReadOnlyList<PreviewCandidate> page, Func<IDocumentSession> open, CancellationToken cancellationToken)
    {
        await Judge(without, page.Where(candidate => candidate.Without), open, cancellationToken);
        await Judge(with, page.Where(candidate => candidate.With), open, cancellationToken);
        await using var session = open();
        var known = await EnrollmentRows.Of(session, [.. page.Select(candidate => candidate.Learner.Value)], cancellationToken);
        var stored = await session.LoadReadable([.. known.Where(IsConcerned)], cancellationToken);
        foreach (var key in known.Concat(without.Judged).Concat(with.Judged).Where(IsConcerned).Distinct())
            Take(key, known.Contains(key) ? stored : _ => StoredEnrollment.None);
        Take(with.Undecided.Where(undecided => undecided.Rule == rule.Id).Select(undecided => undecided.Learner.Value).ToArray());
        Counts = Counts with { Failed = Counts.Failed + with.Failed };
    }

    private static async Task Judge(
        DryRunNight thought,
        IEnumerable<PreviewCandidate> candidates,
        Func<IDocumentSession> open,
        CancellationToken cancellationToken
    )
    {
        await using var session = open();
        await thought.Judge(session, [.. candidates.Select(candidate => candidate.Learner)], cancellationToken);
    }

    private bool IsConcerned(EnrollmentKey key) => _activities.Contains(key.Activity.Value);

    private void Take(EnrollmentKey key, Func<EnrollmentKey, StoredEnrollment> stored)
    {
        PreviewedEnrollment previewed;
        try
        {
            var before = stored(key).State;
            previewed = PreviewedEnrollment.Of(key, before, without.After(key, before), with.After(key, before), night);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // Counted as failed by the judgement already, as in the night.
            return;
        }

        Counts = Counts.With(previewed);
        if (Named.Count < names && (previewed.Effect is not (PreviewedEffect.Nothing or PreviewedEffect.Ended) || previewed.ChangesAnyway))
            Named.Add(previewed);
    }

    private void Take(string[] undecided)
    {
        Counts = Counts with { Undecided = Counts.Undecided + undecided.Length };
        Undecided.AddRange(undecided.Take(names - Undecided.Count));
    }
}
