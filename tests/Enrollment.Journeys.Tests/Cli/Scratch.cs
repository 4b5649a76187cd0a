using System.Text;
namespace Enrollment.Journeys.Tests.Cli;
[Explicit] public sealed class Scratch
{
    [Test] public async Task Plant()
    {
        var wide = string.Concat(Enumerable.Repeat("訓練ひ", 66)) + "終わ";
        var r = await PlantedRecord.CreateAsync("u0042", "fire-safety-basics-2026", new string('x', 100) + new string('y', 97) + "end", wide, string.Concat(Enumerable.Repeat("e\u0301\u0302", 66)), string.Concat(Enumerable.Repeat("😀👍🏽", 33)),
          "  blanks around ", "zero\u200Bwidth", "turn\u202Eend", "line\u2028sep", "\e[2Jclear", "cr\rlf\nbell\atab\tx", "[red]markup", "c1\u009B31m");
        await File.WriteAllTextAsync("/tmp/clisrc/plant.env", $"export Enrollment__Postgres='{r.Servers.Postgres}'\nexport Enrollment__RabbitMq='{r.Servers.RabbitMq}'\n");
    }
}
