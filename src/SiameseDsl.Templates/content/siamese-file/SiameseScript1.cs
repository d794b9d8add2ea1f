#:package SiameseDsl.Cli@SIAMESE_VERSION
#:package TorchSharp-cpu@TORCH_VERSION
#:property PublishAot=false
using SiameseDsl.Cli;
using SiameseScript1.Models;

return await SiameseApp.RunAsync(args, SiameseModels.All);
