using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// The run of 30 April is unfinished at 09:00 on 1 May, when facts from before its instant arrive. It sees them, but not their date, 1 May.
/// </summary>
public sealed class When_a_night_is_late
{
    private const string BeforeTheRun = "2026-04-30T01:00:00Z";

    private static readonly DateOnly Late = new(2026, 4, 30);

    private DecidedCompany _company = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await DecidedCompany.StartAsync("2026-04-28T12:00:00Z");
        await _company.Publish<AutoEnrollmentRuleSaved>(
            """
            "ruleId": "lab", "activityId": "lab", "version": 1, "requirement": "required", "recurrence": { "kind": "oneTime" },
            "audience": { "kind": "groups", "groupIds": ["lab"] }, "due": { "kind": "within", "days": 30 }, "notBeforeHireDate": true
            """,
            "2026-04-28T09:00:00Z"
        );
        await CreateAsync("exempted", "2026-01-01", "2026-04-28T10:00:00Z");
        await _company.RunNight(new(2026, 4, 29));
        await using (var planned = await HeldLock.TakeAsync(_company, $"lock table {OwnTables.NightlySegment} in access exclusive mode"))
        {
            await _company.BeginNight(Late);
            await Eventually.Be(() => planned.HoldsUpAsync(1), held => held);
            _company.SetTime("2026-05-01T09:00:00Z");
            await CreateAsync("hired", "2026-05-01", BeforeTheRun);
            await _company.Publish<ExemptionGranted>(
                "\"userId\": \"exempted\", \"activityId\": \"lab\", \"exemptionId\": \"x\", \"from\": \"2026-04-30\", "
                    + "\"until\": \"2026-04-30\", \"reason\": \"-\", \"decidedBy\": \"hr\"",
                BeforeTheRun
            );
        }

        await _company.EndOfNight(Late);
        await _company.RunNight(new(2026, 5, 1));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    // Section 11: "a learner who will match by the calendar alone is looked at in the run of that date", e is 1 May.
    [Test]
    public async Task Should_enroll_a_learner_in_the_run_of_the_hire_date() =>
        (await _company.Periods("lab", "hired")).Should().Be("2026-05-01 due 2026-05-31 open");

    // Section 10: in the first run on whose date none is in force any more, the period is restored. "No date moves by the exemption's
    // days."
    [Test]
    public async Task Should_restore_what_an_exemption_had_ended() =>
        (await _company.Periods("lab", "exempted")).Should().Be("2026-04-29 due 2026-05-29 open");

    [TestCase("hired")]
    [TestCase("exempted")]
    public async Task Should_leave_nothing_to_look_at(string learner) => (await _company.IsPending(learner)).Should().BeFalse();

    private Task<string> CreateAsync(string learner, string hiredOn, string at) =>
        _company.Publish<UserCreated>(
            $"\"userId\": \"{learner}\", \"hiredOn\": \"{hiredOn}\", \"groups\": [\"lab\"], \"origin\": \"integration\"",
            at
        );
}
