using System.Net;
using Enrollment.Storage.Clock;
using Enrollment.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

/// <summary>The machine's own clock against the database's; the organization's time, a demonstration clock, is another matter.</summary>
public sealed class When_the_clocks_disagree
{
    [Test]
    public async Task Should_not_be_ready_until_they_agree_again()
    {
        var machine = new SkewedClock();
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            builder => builder.Services.AddSingleton(new MachineClock(machine)),
            "--Enrollment:DemonstrationClock=true"
        );
        await ClockSetting.SetAsync(worker.Store, new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero), running: false);

        machine.Ahead = TimeSpan.FromMinutes(5);
        var readiness = await Eventually.Be(
            worker.Readiness,
            text => text.Contains("5 minutes ahead of the database", StringComparison.Ordinal)
        );
        readiness.Should().Contain("\"clocks\":{\"status\":\"Unhealthy\"");
        (await Status(worker)).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await worker.Text("/metrics")).Should().MatchRegex("enrollment_problem\\{[^}]*condition=\"clocks\"[^}]*\\} 1");

        machine.Ahead = TimeSpan.FromSeconds(-30);
        await Eventually.Be(() => Status(worker), status => status == HttpStatusCode.OK);
        (await worker.Text("/metrics")).Should().MatchRegex("enrollment_problem\\{[^}]*condition=\"clocks\"[^}]*\\} 0");
    }

    private static async Task<HttpStatusCode> Status(TestWorker worker)
    {
        using var response = await worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return response.StatusCode;
    }
}
