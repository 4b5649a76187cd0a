using System.Globalization;

namespace Enrollment.Journeys.Tests.Cli.Usage;

/// <summary>
/// Ids of 200 characters in every place, narrow, wide and joined ones. What matters is read at any width, and nothing runs over.
/// </summary>
[NonParallelizable]
public sealed class When_ids_are_long
{
    private static readonly string[] Ids =
    [
        new('x', 200),
        string.Concat(Enumerable.Repeat("ひら", 100)),
        string.Concat(Enumerable.Repeat("e\u0301", 100)),
        string.Concat(Enumerable.Repeat("😀", 100)),
        string.Concat(Enumerable.Repeat("\u202E", 200)),
        string.Concat(Enumerable.Repeat("word ", 39)) + "words",
    ];

    private static readonly string Due = Text(PlantedRecord.Today.AddDays(10));
    private static readonly string Today = Text(PlantedRecord.Today);
    private static readonly string Night = Text(PlantedRecord.Night);

    private PlantedRecord _record = null!;
    private CommandPlaceholders _world = null!;

    private static IEnumerable<TestCaseData> Tables() =>
        from width in new List<int> { 80, 120, 160 }
        from table in new List<(string Line, string[] Whole)>
        {
            ("enrollments", ["open", Due, Today, "required", "v2"]),
            ("who --activity {id}", ["open", Due, Today, "required", "v2"]),
            ("show {id}", ["open", Due, Today, "required", "v2"]),
            ("explain {id} {id}", ["met", Due]),
            ("history {id}", [Due, Today, "version 2"]),
            ("deadletters", ["undeliverable", "{letter}", Today]),
            ("deadletters show {letter}", ["undeliverable", Today, "200 bytes"]),
            ("nightly status --failed", [Night, "1,234,567", "1,234,561", "batch", "rollover"]),
            ("rule history {id}", ["version 1", "version 2", "20 days after", "10 days after"]),
            ("rule diff {id} 1 2", ["due", "20 days after", "10 days after"]),
            ("rule preview {rule} --names", ["gain", "enrollments"]),
            ("audit operators", [Today]),
            ("audit verify", ["chained"]),
            ("status", ["enrollment-group-membership-changed", "not declared", Night, "next night"]),
            ("announcements refused", ["from event", "20 announcements in total", Today]),
        }
        select new TestCaseData(width, table.Line, table.Whole);

    [OneTimeSetUp]
    public async Task Plant()
    {
        _record = await PlantedRecord.CreateAsync(Ids);
        _world = await CommandPlaceholders.CreateAsync(_record, Ids[0]);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _world.Dispose();
        await _record.DisposeAsync();
    }

    [TestCaseSource(nameof(Tables))]
    public async Task Should_show_what_matters_whole_and_no_line_too_long(int width, string line, string[] whole)
    {
        var ran = await InProcessEnrollctl.RunAsync(_record.Servers, _world.Arguments(line), width);
        ran.Output.Should().ContainAll(whole.Select(part => _world.Arguments(part.Replace(' ', '\t'))[0].Replace('\t', ' ')));
        ran.Output.Split('\n').Where(shown => Cells(shown) > width).Should().BeEmpty();
    }

    [Test]
    public async Task Should_take_160_cells_in_a_file_unless_told_otherwise()
    {
        var ran = await InProcessEnrollctl.RunAsync(_record.Servers, ["enrollments"]);
        ran.Output.Split('\n').Max(Cells).Should().Be(160);
    }

    /// <summary>Only of the characters used here.</summary>
    private static int Cells(string line) =>
        line.EnumerateRunes()
            .Sum(rune =>
                rune.Value switch
                {
                    0x301 => 0,
                    'ひ' or 'ら' or 0x1F600 => 2,
                    _ => 1,
                }
            );

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
