using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Enrollment.Worker.Tests.Auditing;

/// <summary>The owner makes the tables and gives the rights of <c>infra/grants.sql</c>; worker and auditor try what they may not.</summary>
public sealed class When_roles_are_limited
{
    private const string Events = $"{DatabaseSchema.Name}.mt_events";

    private TestServers _servers = null!;

    [OneTimeSetUp]
    public async Task Give()
    {
        _servers = await ThreeRoles.Create();
        await using var worker = await TestWorker.Start(
            _servers,
            null,
            $"--Enrollment:Postgres={_servers.As(ThreeRoles.Worker)}",
            "--Enrollment:NightlyClock=false",
            "--Enrollment:DemonstrationClock=true"
        );
        await worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
                + """{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10}}"""
        );
        await worker.Publisher.Publish<UserCreated>(
            """{"messageId":"u","occurredAt":"2026-05-01T09:00:00Z","userId":"ada","displayName":"Ada","origin":"integration"}"""
        );
        await Eventually.Be(
            () => Value<long>($"select count(*) from {Events} where type in ('rule_saved', 'learner_created')"),
            count => count == 2
        );
        await ClockSetting.SetAsync(worker.Store, new DateTimeOffset(2026, 5, 2, 2, 0, 0, TimeSpan.Zero), running: false);
        await Task.Delay(200);
        await worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(new DateOnly(2026, 5, 2)));
        await Eventually.Be(() => Value<long>($"select count(*) from {Events} where type = 'night_finished'"), count => count == 1);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _servers.DisposeAsync();

    [Test]
    public async Task Should_let_the_worker_do_its_work() =>
        (await Value<long>($"select count(*) from {OwnTables.Enrollment} where status = 'open'")).Should().Be(1);

    [TestCase($"update {Events} set data = '{{}}'")]
    [TestCase($"update {Events} set timestamp = now()")]
    [TestCase($"delete from {Events}")]
    [TestCase($"truncate {Events} cascade")]
    [TestCase($"delete from {DatabaseSchema.Name}.mt_streams")]
    [TestCase($"alter table {Events} disable trigger all")]
    [TestCase($"drop table {Events} cascade")]
    [TestCase($"create table {DatabaseSchema.Name}.mine (id int)")]
    [TestCase("create or replace function enrollment.mt_immutable_date(value text) returns date language sql as 'select current_date'")]
    public async Task Should_keep_the_worker_from_changing_what_happened(string sql) => await ShouldBeRefused(ThreeRoles.Worker, sql);

    [TestCase($"insert into {Events} select * from {Events} limit 0")]
    [TestCase($"update {Events} set data = '{{}}'")]
    [TestCase($"delete from {DatabaseSchema.Name}.mt_doc_learner")]
    [TestCase($"update {OwnTables.Enrollment} set due = null")]
    [TestCase($"select nextval('{DatabaseSchema.Name}.mt_events_sequence')")]
    [TestCase($"create table {DatabaseSchema.Name}.mine (id int)")]
    public async Task Should_let_an_auditor_only_read(string sql) => await ShouldBeRefused(ThreeRoles.Auditor, sql);

    [Test]
    public async Task Should_let_an_auditor_read_everything() =>
        (
            await Value<long>(
                $"select (select count(*) from {Events}) + (select count(*) from {OwnTables.Enrollment}) + (select count(*) from "
                    + $"{DatabaseSchema.Name}.mt_doc_learner_identity)",
                ThreeRoles.Auditor
            )
        )
            .Should()
            .BePositive();

    private async Task ShouldBeRefused(string role, string sql)
    {
        var tried = () => _servers.ExecuteAs(role, sql);
        (await tried.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task<T> Value<T>(string sql, string? role = null) => (await _servers.ExecuteAs<T>(role, sql))!;
}
