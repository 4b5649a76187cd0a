using Enrollment.Cli.Simulate;
using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests;

/// <summary>
/// Two LMS read a year of announcements by docs/messages.md alone, each bound in one of the two ways. They read each queue at another
/// speed, and are killed and started again; in the end both have what the read model has.
/// </summary>
public sealed class When_an_lms_reads_out_of_step
{
    private static readonly Scenario Year = Scenario.Read(Path.Combine(TestContext.CurrentContext.TestDirectory, "a-year.json"));

    private readonly Dictionary<LmsBinding, LmsReader> _readers = [];
    private Pipeline _pipeline = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _pipeline = await Pipeline.Start(Year.Organization);
        await using var lms = await LmsClient.Connect(_pipeline.RabbitMq);
        foreach (var binding in Enum.GetValues<LmsBinding>())
        {
            _readers[binding] = new LmsReader(_pipeline.RabbitMq, binding);
            await _readers[binding].BindAsync();
        }

        await _pipeline.Play(Year, everyNight: false);
        await Eventually.Be(
            () => Task.FromResult(lms.Received.ToArray()),
            received =>
                received.Any(one =>
                    one.Type == nameof(NightlyRunCompleted) && $"{one.Message["businessDate"]}" == Year.Until.ToString("O", null)
                )
        );
        await Task.WhenAll(_readers.Values.Select(reader => reader.ReadAsync(kills: 2)));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _pipeline.DisposeAsync();

    [TestCase(LmsBinding.OneQueue)]
    [TestCase(LmsBinding.QueueForEachType)]
    public async Task Should_have_the_last_word_on_every_period(LmsBinding binding) =>
        _readers[binding].Table.Periods.Should().BeEquivalentTo(await PeriodText.OfAllAsync(_pipeline));

    [TestCase(LmsBinding.OneQueue)]
    [TestCase(LmsBinding.QueueForEachType)]
    public async Task Should_have_the_rows_of_the_read_model(LmsBinding binding)
    {
        var latest = (await _pipeline.Enrollments())
            .Where(entry => PeriodText.IsKnown(entry.State.Periods[^1]))
            .Select(entry => $"{entry.Activity}/{entry.Learner}")
            .ToHashSet();
        var rows = (await RowsAsync()).Where(row => latest.Contains(row.Key)).ToList();

        rows.Should().HaveCountGreaterThan(4);
        _readers[binding].Table.Latest.Should().Contain(rows);
    }

    [TestCase(LmsBinding.OneQueue)]
    [TestCase(LmsBinding.QueueForEachType)]
    public void Should_have_read_some_messages_twice(LmsBinding binding)
    {
        _readers[binding].Redelivered.Should().BePositive();
        _readers[binding].Table.Dropped.Should().BePositive();
    }

    [Test]
    public void Should_have_read_older_messages_after_newer_ones_of_the_enrollment() =>
        _readers[LmsBinding.QueueForEachType].OutOfStep.Should().BePositive();

    /// <summary>The table <c>enrollment</c> in the words of an LMS's table; the reason is not in it.</summary>
    private async Task<IReadOnlyDictionary<string, string>> RowsAsync()
    {
        await using var session = _pipeline.Worker.Store.QuerySession();
        var reasons = (await _pipeline.Enrollments()).ToDictionary(
            entry => $"{entry.Activity}/{entry.Learner}",
            entry => entry.State.Periods[^1].Reason ?? "-"
        );
        var rows = await session.QueryAsync<string>(
            $"""
            select concat(activity_id, '/', learner_id, '|',
              concat_ws(' ', period, status, requirement, enrolled_on, coalesce(due::text, '-'), counts_from,
                coalesce(overdue_since::text, '-'), rule_id, rule_version))
            from {OwnTables.Enrollment} where period is not null
            """
        );
        return rows.Select(row => row.Split('|')).ToDictionary(row => row[0], row => $"{row[1]} {reasons[row[0]]}");
    }
}
