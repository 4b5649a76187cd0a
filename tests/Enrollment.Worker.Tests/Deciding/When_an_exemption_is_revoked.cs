using Enrollment.Contracts;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// Semantics 10, "the first run on whose date none is in force any more": the learner joined on 1 May, was exempted and is not any more on
/// 11 May, and the run is that of 12 May. It is more than no days after the exemption, and shorter absences are not forgiven.
/// </summary>
public sealed class When_an_exemption_is_revoked
{
    private DecidedCompany _company = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("soon", 5);
        await _company.SaveRule("later", 30);
        await _company.Publish<UserCreated>(
            """ "userId": "ada", "groups": ["soon", "later"], "origin": "userInterface" """,
            "2026-05-01T09:00:00Z"
        );
        await _company.RunNight(new DateOnly(2026, 5, 11));
        _company.SetTime("2026-05-11T12:00:00Z");
        foreach (var activity in (string[])["soon", "later"])
        {
            await _company.Publish<ExemptionGranted>(Exemption(activity), "2026-05-11T10:00:00Z");
            await _company.Publish<ExemptionRevoked>(Exemption(activity), "2026-05-11T11:00:00Z");
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    // "Where it is restored, the floor applies whether or not it was late": 6 May lies before 12 May, so it becomes 19 May; 31 May stays.
    [Test]
    public async Task Should_restore_the_period_in_the_next_run()
    {
        (await _company.Periods("later", "ada")).Should().Be("2026-05-01 due 2026-05-31 exempted");

        await _company.RunNight(new DateOnly(2026, 5, 12));

        (await _company.Periods("soon", "ada")).Should().Be("2026-05-01 due 2026-05-19 open");
        (await _company.Periods("later", "ada")).Should().Be("2026-05-01 due 2026-05-31 open");
        (await _company.IsPending("ada")).Should().BeFalse();
    }

    private static string Exemption(string activity) =>
        $"\"exemptionId\": \"x-{activity}\", \"userId\": \"ada\", \"activityId\": \"{activity}\", \"reason\": \"-\", \"decidedBy\": \"hr\"";
}
