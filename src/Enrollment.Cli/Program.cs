using Enrollment.Cli;
using Enrollment.Cli.Errors;

// A thread of a library that breaks ends the process without coming back here.
AppDomain.CurrentDomain.UnhandledException += (_, broken) => Environment.Exit(ErrorReport.Write((Exception)broken.ExceptionObject));
return await CommandLine.RunAsync(args);
