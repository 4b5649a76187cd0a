using System.Diagnostics.CodeAnalysis;
using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>An accepted fact, or all problems of a refused one.</summary>
public sealed class ParsedFact
{
    private ParsedFact(Fact? fact, IReadOnlyList<Problem> problems) => (Fact, Problems) = (fact, problems);

    public Fact? Fact { get; }

    public IReadOnlyList<Problem> Problems { get; }

    [MemberNotNullWhen(true, nameof(Fact))]
    public bool IsAccepted => Fact is not null;

    internal static ParsedFact Accepted(Fact fact) => new(fact, []);

    internal static ParsedFact Refused(IReadOnlyList<Problem> problems) => new(null, problems);

    internal static ParsedFact Refused(string message) => Refused([new Problem(JsonPath.Fact.ToString(), message)]);
}
