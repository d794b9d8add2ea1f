using SiameseDsl.Cli;
using SiameseDsl.Models;

return await SiameseApp.RunAsync(args, SiameseModels.All);
