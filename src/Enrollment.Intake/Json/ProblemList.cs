namespace Enrollment.Intake.Json;

/// <summary>The problems of one body, in the order found.</summary>
internal sealed class ProblemList
{
    // A hostile body of 256 KB could hold 100,000 wrong items; whoever reads the reason needs no more than this.
    private const int MostNamed = 1_000;

    private readonly List<Problem> named = [];
    private int unnamed;

    public bool Any => named.Count > 0;

    public void Add(JsonPath path, string message) => Add(new Problem(path.ToString(), message));

    public void Add(Problem problem)
    {
        if (named.Count < MostNamed)
            named.Add(problem);
        else
            unnamed++;
    }

    public IReadOnlyList<Problem> All() =>
        unnamed == 0 ? named : [.. named, new Problem(JsonPath.Fact.ToString(), $"has {unnamed} more problems that are not listed")];
}
