using Enrollment.Worker;

try
{
    await WorkerHost.Create(args).RunAsync();
    return 0;
}
catch (InvalidSettingsException invalid)
{
    await Console.Error.WriteLineAsync(invalid.Message);
    return 2;
}
catch (Enrollment.Worker.Storage.SchemaException unusable)
{
    await Console.Error.WriteLineAsync(unusable.Message);
    return 1;
}
