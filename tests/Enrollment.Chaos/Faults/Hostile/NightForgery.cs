using System.Text.Json;
using Enrollment.TestKit;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>Forged messages of nights that exist and that do not; none may change anything.</summary>
internal static class NightForgery
{
    /// <param name="night">The night that is about to run, or runs.</param>
    /// <param name="times">How often each.</param>
    public static IEnumerable<(string Exchange, BasicProperties Properties, byte[] Body)> Messages(DateOnly night, int times)
    {
        DateOnly[] dates = [night, night.AddDays(-1), night.AddDays(1), night.AddYears(4), DateOnly.MinValue, DateOnly.MaxValue];
        return Enumerable.Repeat(dates.SelectMany(ForgedNightMessages.Create), times).SelectMany(messages => messages).Select(Enveloped);
    }

    private static (string Exchange, BasicProperties Properties, byte[] Body) Enveloped((Type Type, object Body) forged) =>
        (
            $"{forged.Type.Namespace}:{forged.Type.Name}",
            new BasicProperties { ContentType = "application/vnd.masstransit+json" },
            JsonSerializer.SerializeToUtf8Bytes(
                new { messageType = new[] { $"urn:message:{forged.Type.Namespace}:{forged.Type.Name}" }, message = forged.Body }
            )
        );
}
