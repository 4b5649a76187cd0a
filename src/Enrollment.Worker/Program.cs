using Enrollment.Intake.Json;
using Enrollment.Operations.Settings;
using Enrollment.Storage.Schema;
using Enrollment.Worker;

try
{
    await WorkerHost.Create(args).RunAsync();
    return 0;
}
catch (InvalidSettingsException invalid)
{
    await ReportAsync(invalid.Problems);
    return 2;
}
catch (SchemaException unusable)
{
    await ReportAsync(unusable.Message.Split('\n'));
    return 1;
}
catch (Exception unexpected)
{
    await ReportAsync(unexpected.ToString().Split('\n'));
    return 1;
}

static async Task ReportAsync(IEnumerable<string> lines)
{
    foreach (var line in lines)
        await Console.Error.WriteLineAsync(EscapedText.OfLine(line.TrimEnd('\r')));
}
