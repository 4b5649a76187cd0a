using Enrollment.Cli.Output.Formatting;

namespace Enrollment.Cli.Output.Tables;

/// <summary>Names or dates at the left and their texts beside them, without borders.</summary>
internal sealed class DefinitionList(int indentation = 0)
{
    private readonly List<(StyledText Name, StyledText Text)> _rows = [];

    public void Add(StyledText name, StyledText text) => _rows.Add((name, text));

    public IEnumerable<IReadOnlyList<StyledSpan>> Lines(int maxWidth)
    {
        var width = _rows.Select(row => CellWidth.Of(row.Name.Spans)).DefaultIfEmpty().Max() + 2;
        StyledSpan indented = new StyledSpan(new string(' ', indentation), TextStyle.None);
        foreach (var (name, text) in _rows)
        {
            StyledSpan blanks = new StyledSpan(new string(' ', width - CellWidth.Of(name.Spans)), TextStyle.None);
            IReadOnlyList<StyledSpan> first = [indented, .. name.Spans, blanks];
            foreach (var line in WordWrap.Lines(text.Spans, Math.Max(20, maxWidth - width - indentation)))
            {
                yield return [.. first, .. line];
                first = [new StyledSpan(new string(' ', indentation + width), TextStyle.None)];
            }
        }
    }
}
