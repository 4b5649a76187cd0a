namespace Enrollment.Intake.Json;

/// <summary>The problems of a body, in the order of their detection.</summary>
internal sealed class ProblemList
{
    // A hostile body of 256 KB can have 100,000 wrong items. A reader needs no more than these.
    private const int MostNamed = 1_000;

    private readonly List<Problem> _named = [];
    private int _unnamed;

    public bool Any => _named.Count > 0;

    public void Add(JsonPath path, string message) => Add(new Problem(path.ToString(), message));

    public void Add(Problem problem)
    {
        if (_named.Count < MostNamed)
            _named.Add(problem);
        else
            _unnamed++;
    }

    public IReadOnlyList<Problem> All() =>
        _unnamed == 0 ? _named : [.. _named, new Problem(JsonPath.Fact.ToString(), $"has {_unnamed} more problems that are not listed")];
}
