using Enrollment.Worker;
using Enrollment.Worker.Escaping;

try
{
    await WorkerHost.Create(args).RunAsync();
    return 0;
}
catch (InvalidSettingsException invalid)
{
    foreach (var problem in invalid.Problems)
        await Console.Error.WriteLineAsync(EscapedText.OfLine(problem));
    return 2;
}
catch (Exception unexpected)
{
    foreach (var line in unexpected.ToString().Split('\n'))
        await Console.Error.WriteLineAsync(EscapedText.OfLine(line.TrimEnd('\r')));
    return 1;
}
