using Company.SiameseApplication1.Models;
using SiameseDsl.Cli;

return await SiameseApp.RunAsync(args, SiameseModels.All);
