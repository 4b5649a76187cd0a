using Enrollment.Chaos.Judging;
using Enrollment.Queries.History;
using Enrollment.Storage.Nights;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_nightly_runs_are_judged
{
    private static readonly DateOnly Last = new(2026, 5, 20);
    private static readonly SegmentCounts Counts = new(1500, 1000, 499, 1);

    private readonly RunArtifacts _remains = new();

    [Test]
    public void Should_find_nothing_where_plan_segments_and_stream_agree()
    {
        Lived(Run(Last));
        Judged().Should().Be((1, 1, null, null));
    }

    [Test]
    public void Should_find_a_run_that_counts_other_than_it_planned()
    {
        Lived(Run(Last, items: 1501));
        Judged().Doubled.Should().ContainSingle().Which.Should().Contain("in its Batch planned 1501 and counts");
    }

    [Test]
    public void Should_find_a_run_whose_counts_do_not_add_up()
    {
        var counts = Counts with { Failed = 2 };
        Lived(Run(Last, counts: counts), counts);
        Judged().Doubled.Should().ContainSingle().Which.Should().Contain("in its Batch planned 1500 and counts");
    }

    [Test]
    public void Should_find_a_run_that_counts_other_than_its_segments()
    {
        Lived(Run(Last), Counts with { Applied = 999, Unchanged = 500 });
        Judged().Doubled.Should().ContainSingle().Which.Should().Contain("its segments");
    }

    [Test]
    public void Should_find_a_run_that_counts_other_than_its_last_event()
    {
        Lived(Run(Last), told: Counts with { Applied = 999, Unchanged = 500 });
        Judged().Doubled.Should().ContainSingle().Which.Should().Contain("its stream tells");
    }

    [Test]
    public void Should_find_a_run_that_was_finished_twice()
    {
        Lived(Run(Last));
        Finished(Last, Counts);
        Judged().Doubled.Should().ContainSingle().Which.Should().Contain("its stream tells");
    }

    [Test]
    public void Should_find_a_run_that_was_finished_and_is_gone()
    {
        Finished(Last, Counts);
        Judged().Runs.Should().ContainSingle().Which.Should().Be("the run of 2026-05-20 is finished and not there");
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Should_find_a_result_that_is_missing_although_it_is_kept(int missing)
    {
        Lived(Run(Last));
        Lived(Run(Last.AddDays(-NightlyRunCheck.ResultRetentionDays)));
        _remains.Segments.RemoveRange(2, missing);
        Judged().Runs.Should().ContainSingle().Which.Should().StartWith("the run of 2026-05-06 in its Batch has 2 segments");
    }

    [Test]
    public void Should_say_that_a_run_is_not_compared_whose_results_are_no_longer_kept()
    {
        Lived(Run(Last));
        Lived(Run(Last.AddDays(-NightlyRunCheck.ResultRetentionDays - 1)));
        _remains.Segments.RemoveRange(2, 2);
        Judged().Should().Be((2, 1, null, null));
    }

    [Test]
    public void Should_find_a_run_of_a_date_that_is_still_to_come()
    {
        Lived(Run(new DateOnly(2026, 6, 2)));
        Judged().Runs.Should().ContainSingle().Which.Should().Be("the run of 2026-06-02 lies after the last night, 2026-06-01");
    }

    private (int All, int Compared, List<string>? Doubled, List<string>? Runs) Judged()
    {
        var verdict = _remains.Judge();
        return (
            verdict.Runs,
            verdict.RunsCompared,
            verdict.Findings.GetValueOrDefault("doubled"),
            verdict.Findings.GetValueOrDefault("runs")
        );
    }

    private static NightlyRunDocument Run(DateOnly date, long items = 1500, SegmentCounts? counts = null) =>
        new()
        {
            BusinessDate = date,
            CompletedAt = DateTimeOffset.UnixEpoch,
            Batch = PhaseProgress.Planned(new PlannedWork(2, items)) with { Outstanding = [], Counts = counts ?? Counts },
        };

    /// <summary>A run of two segments: the first one did nothing, the second one did all.</summary>
    private void Lived(NightlyRunDocument run, SegmentCounts? segments = null, SegmentCounts? told = null)
    {
        _remains.Runs.Add(run);
        _remains.Segments.Add(SegmentResult.Of(run.BusinessDate, NightlyPhase.Batch, 1, SegmentCounts.None));
        _remains.Segments.Add(SegmentResult.Of(run.BusinessDate, NightlyPhase.Batch, 2, segments ?? Counts));
        Finished(run.BusinessDate, told ?? run.Batch.Counts);
    }

    private void Finished(DateOnly date, SegmentCounts batch) =>
        _remains.Recorded(
            NightlyRun.StreamOf(date),
            new NightFinished(date, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, batch, SegmentCounts.None)
        );
}
