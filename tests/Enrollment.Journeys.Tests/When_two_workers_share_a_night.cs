using Enrollment.Cli.Simulate;
using Enrollment.Contracts;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Journeys.Tests;

/// <summary>
/// Two workers, every message sent twice, both asking for the run: one enrollment each, one announcement each, exact counts.
/// </summary>
public sealed class When_two_workers_share_a_night
{
    private const int People = 1_200;
    private static readonly ScenarioOrganization Organization = new("UTC", new TimeOnly(2, 0));
    private static readonly DateOnly Night = new(2026, 5, 2);

    private Pipeline _pipeline = null!;
    private TestWorker _second = null!;
    private LmsClient _lms = null!;
    private NightlyRunDocument _run = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _pipeline = await Pipeline.Start(Organization);
        _pipeline.Time.Set(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        _lms = await LmsClient.Connect(_pipeline.RabbitMq);
        await _pipeline.Publish(
            nameof(AutoEnrollmentRuleSaved),
            """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
                + """{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10}}"""
        );
        foreach (var number in Enumerable.Range(0, 2 * People))
            await _pipeline.Publish(
                nameof(UserCreated),
                $$"""{"messageId":"u{{number % People}}","occurredAt":"2026-05-01T10:00:00Z","""
                    + $$""" "userId":"u{{number % People:D4}}","origin":"integration"}"""
            );
        await _pipeline.HasHandled((2 * People) + 1);
        _second = await _pipeline.StartAnother(Organization);
        _pipeline.Time.Set(_pipeline.Calendar.NightlyInstant(Night));
        await Task.WhenAll(
            new[] { _pipeline.Worker, _second, _second }.Select(worker =>
                worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(Night))
            )
        );
        _run = (await Eventually.Be(() => _pipeline.Run(Night), run => run?.CompletedAt is not null, seconds: 60))!;
        await Eventually.Be(() => Task.FromResult(_lms.Received.Count), count => count > People, seconds: 30);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _lms.DisposeAsync();
        await _second.DisposeAsync();
        await _pipeline.DisposeAsync();
    }

    [Test]
    public void Should_count_everybody_once() => _run.Batch.Counts.Should().Be(new SegmentCounts(People, People, 0, 0));

    [Test]
    public async Task Should_enroll_everybody_once() =>
        (await _pipeline.Enrollments()).Should().HaveCount(People).And.OnlyContain(enrollment => enrollment.State.Periods.Count == 1);

    [Test]
    public void Should_tell_the_lms_of_everybody_once() =>
        _lms
            .Received.Where(entry => entry.Type == nameof(LearnerEnrolled))
            .Select(entry => entry.Message["userId"]!.GetValue<string>())
            .Should()
            .HaveCount(People)
            .And.OnlyHaveUniqueItems();

    [Test]
    public async Task Should_change_nothing_when_the_date_is_run_again()
    {
        var before = await _pipeline.EventsAsText();

        await _second.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(Night));
        await Eventually.Be(() => _second.Publisher.Depth("enrollment-nightly-cycle"), depth => depth == 0);
        await Task.Delay(500);

        (await _pipeline.EventsAsText()).Should().Be(before);
    }
}
