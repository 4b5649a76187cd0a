using System.Text;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;
using static Enrollment.TestKit.SampleFacts;

namespace Enrollment.Worker.Tests.Intake;

/// <summary>Validates bodies as the worker does, at a fixed time, and returns the problems as text.</summary>
internal static class FactValidation
{
    public static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    public static ParsedFact Read(string factType, string body, string? transportMessageId = null, string zone = "UTC") =>
        FactParser.Read(
            factType,
            Encoding.UTF8.GetBytes(body),
            Now,
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            new TransportProperties { MessageId = transportMessageId }
        );

    public static T Accepted<T>(params string[] changes)
        where T : Fact
    {
        var result = Read(typeof(T).Name, Body(typeof(T).Name, changes));
        result.Problems.Should().BeEmpty();
        return result.Fact.Should().BeOfType<T>().Subject;
    }

    public static string[] Problems(string factType, params string[] changes) => ProblemsOf(factType, Body(factType, changes));

    public static string[] ProblemsOf(string factType, string body)
    {
        var result = Read(factType, body);
        result.IsAccepted.Should().Be(result.Problems.Count == 0);
        return [.. result.Problems.Select(problem => problem.ToString())];
    }
}
