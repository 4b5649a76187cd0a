namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>The files that a join executes, in the order of their first execution, and which of them calls which.</summary>
internal sealed class ExecutedFiles
{
    private readonly Dictionary<string, HashSet<string>> _called;
    private readonly Dictionary<string, int> _reach;

    public ExecutedFiles(IReadOnlyList<ExecutedMethod> methods)
    {
        All = [.. methods.Select(method => method.File).Distinct()];
        var files = methods.ToLookup(method => method.Name, method => method.File);
        _called = All.ToDictionary(file => file, _ => new HashSet<string>());
        foreach (var method in methods)
            _called[method.File].UnionWith(method.Calls.SelectMany(call => files[call]).Where(file => file != method.File));
        AddEntries();
        _reach = All.ToDictionary(file => file, Reach);
    }

    public IReadOnlyList<string> All { get; }

    /// <summary>From the file with the largest reach, at each step on to the one with the largest reach that it calls.</summary>
    public IReadOnlyList<string> MainPath()
    {
        var path = new List<string>();
        for (var next = Largest(All); next is not null; next = Largest(_called[path[^1]].Except(path)))
            path.Add(next);
        return path;

        string? Largest(IEnumerable<string> files) => files.OrderBy(file => file, StringComparer.Ordinal).MaxBy(file => _reach[file]);
    }

    /// <summary>
    /// MassTransit, or a delegate that was made before the run, calls a file that no file of the run calls. There the file that names it
    /// counts as its caller.
    /// </summary>
    private void AddEntries()
    {
        var references = new SourceReferences(All);
        var called = _called.Values.SelectMany(files => files).ToHashSet();
        foreach (var entry in All.Where(file => !called.Contains(file)))
        foreach (var caller in All.Where(file => references.Names(file, entry)))
            _called[caller].Add(entry);
    }

    /// <summary>How many files are reached from this one, directly or by others.</summary>
    private int Reach(string file)
    {
        var (reached, next) = (new HashSet<string> { file }, new Stack<string>([file]));
        while (next.TryPop(out var from))
            foreach (var to in _called[from].Where(reached.Add))
                next.Push(to);
        return reached.Count - 1;
    }
}
